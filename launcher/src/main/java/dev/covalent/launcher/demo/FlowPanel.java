package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.Flows;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridLayout;
import java.util.List;
import java.util.function.IntConsumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import javax.swing.UIManager;

/** A button for each flow, and the transcript. Confined to the event dispatch thread. */
final class FlowPanel extends JPanel {
    private static final int GAP = 12;
    private static final int SMALL_GAP = 6;

    private final TranscriptPane transcript = new TranscriptPane();

    /**
     * Makes the panel.
     *
     * @param play is told the number of the flow whose button was pressed
     */
    FlowPanel(String headline, String subtitle, IntConsumer play) {
        super(new BorderLayout(GAP, GAP));
        setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
        add(header(headline, subtitle), BorderLayout.NORTH);
        add(buttons(play), BorderLayout.WEST);
        add(log(), BorderLayout.CENTER);
    }

    /** Adds a line to the transcript and shows it. */
    void append(String line) {
        transcript.append(line);
    }

    private static JPanel header(String headline, String subtitle) {
        JLabel title = new JLabel(headline);
        title.setFont(title.getFont().deriveFont(Font.BOLD, title.getFont().getSize() + 4f));
        JLabel where = new JLabel(subtitle);
        where.setForeground(UIManager.getColor("Label.disabledForeground"));
        JPanel header = new JPanel(new GridLayout(0, 1, 0, SMALL_GAP / 2));
        header.add(title);
        header.add(where);
        return header;
    }

    private static JPanel buttons(IntConsumer play) {
        JPanel column = new JPanel(new GridLayout(0, 1, 0, SMALL_GAP));
        List<String> titles = Flows.titles();
        for (int i = 0; i < titles.size(); i++) {
            int number = i + 1;
            JButton button = new JButton(number + "  " + titles.get(i));
            button.setHorizontalAlignment(SwingConstants.LEADING);
            button.setToolTipText(titles.get(i));
            button.addActionListener(event -> play.accept(number));
            column.add(button);
        }
        return column;
    }

    private JScrollPane log() {
        JScrollPane scroll = new JScrollPane(transcript);
        scroll.setPreferredSize(new Dimension(1, 1)); // takes what the buttons leave
        return scroll;
    }
}

package dev.covalent.launcher.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.Insets;
import javax.swing.JTextPane;
import javax.swing.UIManager;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.SimpleAttributeSet;
import javax.swing.text.StyleConstants;

/** Shows the lines of the transcript, verdicts in colour. Confined to the event dispatch thread. */
final class TranscriptPane extends JTextPane {
    private static final int MARGIN = 8;
    private static final int MAX_CHARACTERS = 200_000;
    private static final Color GOOD = new Color(0x1b7f3b);
    private static final Color BAD = new Color(0xb3261e);

    private static final AttributeSet PLAIN = new SimpleAttributeSet();
    private static final AttributeSet HELD = bold(GOOD);
    private static final AttributeSet FAILED = bold(BAD);

    TranscriptPane() {
        setEditable(false);
        setBackground(UIManager.getColor("TextField.background"));
        setFont(new Font(Font.MONOSPACED, Font.PLAIN, getFont().getSize() - 1));
        setMargin(new Insets(MARGIN, MARGIN, MARGIN, MARGIN));
    }

    /** Adds a line and shows it; the oldest go when there is too much. */
    void append(String line) {
        Document document = getDocument();
        try {
            int excess = document.getLength() - MAX_CHARACTERS;
            if (excess > 0) {
                document.remove(0, excess);
            }
            document.insertString(document.getLength(), line + "\n", style(line));
        } catch (BadLocationException impossible) {
            throw new IllegalStateException("The ends of a document are in it", impossible);
        }
        setCaretPosition(document.getLength());
    }

    private static AttributeSet style(String line) {
        if (line.startsWith("[")) {
            return PLAIN;
        }
        return line.contains("FAILED") ? FAILED : HELD;
    }

    private static AttributeSet bold(Color color) {
        SimpleAttributeSet style = new SimpleAttributeSet();
        StyleConstants.setForeground(style, color);
        StyleConstants.setBold(style, true);
        return style;
    }
}

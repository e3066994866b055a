package dev.covalent.main.spare;

import java.util.Locale;

/** When an application keeps a spare renderer. */
public enum SpareUse {
    /** Never. */
    OFF(Integer.MAX_VALUE),
    /** Once it has opened a second window: it may well open a third. */
    AUTOMATIC(2),
    /** Once it has opened a window. */
    ON(1);

    /** The system property that says so where the application does not. */
    public static final String PROPERTY = "covalent.spareRenderer";

    private final int windows;

    SpareUse(int windows) {
        this.windows = windows;
    }

    /** Tells whether one is wanted after so many windows were opened. */
    boolean isWantedAfter(int opened) {
        return opened >= windows;
    }

    /**
     * Returns what {@value #PROPERTY} says; {@link #AUTOMATIC} if it is not set.
     *
     * @throws IllegalArgumentException if it says something else than {@code auto}, {@code on} or {@code off}
     */
    public static SpareUse ofProperty() {
        String value = System.getProperty(PROPERTY, "auto");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTOMATIC;
            case "on" -> ON;
            case "off" -> OFF;
            default ->
                throw new IllegalArgumentException(PROPERTY + " is '" + value + "'; it can be 'auto', 'on' or 'off'");
        };
    }
}

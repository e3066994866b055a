package dev.covalent.launcher.e2e;

import java.util.ArrayList;
import java.util.List;

/** What a storm knows of one window, from what the application printed. Confined to its thread. */
final class StormedWindow {
    final int id;
    final boolean attached;
    final List<String> events = new ArrayList<>();

    /** How often it may have been called unresponsive: no stop makes up for one that was told before it. */
    private long accusations;

    private final List<String> unjust = new ArrayList<>();

    /** How many of its events were there when it was last acted upon. */
    private int mark;

    StormedWindow(int id, boolean attached) {
        this.id = id;
        this.attached = attached;
    }

    /** Remembers that whatever comes from now on is new. */
    void mark() {
        mark = events.size();
    }

    /** From now on it may be called unresponsive once more. */
    void expectStop() {
        expectNothing();
        accusations++;
    }

    /** From now on it is not to be called unresponsive, whatever was done to it before. */
    void expectNothing() {
        long told = count("unresponsive");
        if (told > accusations) {
            unjust.add("unresponsive came " + (told - accusations) + " times although it was not stopped");
        }
        accusations = told;
    }

    boolean hasNew(String start) {
        return events.subList(mark, events.size()).stream().anyMatch(event -> event.startsWith(start));
    }

    boolean has(String start) {
        return count(start) > 0;
    }

    long count(String start) {
        return events.stream().filter(event -> event.startsWith(start)).count();
    }

    /** Whether its last process has ended, of what was told of it. */
    boolean isCrashed() {
        return events.stream()
                .filter(event -> event.startsWith("gone ") || event.startsWith("hello ") || event.startsWith("loaded "))
                .reduce((first, second) -> second)
                .filter(event -> event.startsWith("gone "))
                .isPresent();
    }

    /** Returns the process of the page that loaded last. */
    long pid() {
        return events.stream()
                .filter(event -> event.startsWith("loaded "))
                .reduce((first, second) -> second)
                .map(event -> Long.parseLong(event.substring("loaded ".length())))
                .orElse(0L);
    }

    /** Returns what is wrong with what was told of it, whatever was done to it. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        boolean hung = false;
        for (String event : events) {
            if (event.equals("unresponsive") || event.equals("responsive")) {
                if (hung == event.equals("unresponsive")) {
                    wrong.add(event + " out of turn");
                }
                hung = event.equals("unresponsive");
            } else if (event.startsWith("gone ") || event.startsWith("hello ")) {
                hung = false;
            }
        }
        for (String event : events.stream().distinct().toList()) {
            boolean once = event.startsWith("gone ") || event.startsWith("loaded ") || event.equals("closed");
            boolean aProcess = !event.contains("launch-failed") && !event.endsWith(" null");
            if (once && aProcess && count(event) > 1) {
                wrong.add(event + " came " + count(event) + " times");
            }
        }
        expectNothing();
        wrong.addAll(unjust);
        if (has("closed") && events.indexOf("closed") < events.size() - 1) {
            wrong.add("something came after closed");
        }
        if (count("created") != 1) {
            wrong.add("created came " + count("created") + " times");
        }
        return wrong;
    }

    @Override
    public String toString() {
        return (attached ? "attached window " : "window ") + id + " " + events;
    }
}

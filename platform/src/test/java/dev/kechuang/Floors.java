package dev.kechuang;

import java.util.List;

/** The floors of the house, from the ground up; within a floor a module may use those named before it. */
final class Floors {

    /** Each inner list is a floor: 0 at first. */
    static final List<List<String>> FLOORS = List.of(
            List.of("shared"),
            List.of("document", "pack", "audit", "file", "identity", "record", "message"),
            List.of("registry"),
            List.of("policy"),
            List.of("fund"),
            List.of("programme", "market"),
            List.of("indicator", "match", "service"),
            List.of("plan"),
            List.of("portal", "report"),
            List.of("launch"));

    static final List<String> ORDER = FLOORS.stream().flatMap(List::stream).toList();

    private Floors() {}

    /** Height of a module; an unknown one stands nowhere. */
    static int place(String module) {
        int place = ORDER.indexOf(module);
        if (place < 0) throw new IllegalArgumentException("module without a floor: " + module);
        return place;
    }
}

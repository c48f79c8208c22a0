package dev.kechuang.programme.internal.form;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** How paths of answers are put together and taken apart. */
public final class Paths {

    private static final Pattern VALID = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+){1,3}");

    private Paths() {}

    static boolean isValid(String path) {
        return path.length() <= 200 && VALID.matcher(path).matches();
    }

    public static String field(String section, String field) {
        return section + "." + field;
    }

    public static String section(String path) {
        return path.substring(0, path.indexOf('.'));
    }

    /** {@code section.field} of a path at or below it. */
    public static String field(String path) {
        int end = path.indexOf('.', path.indexOf('.') + 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /**
     * Name of a new row of a table: rows stand by their names, so a later one stands below, and nobody else makes the same
     * at once.
     */
    public static String newRow(long millis) {
        String time = "0".repeat(10) + Long.toString(millis, 36);
        return "r" + time.substring(time.length() - 10)
                + Integer.toString(ThreadLocalRandom.current().nextInt(46_656, 1_679_616), 36);
    }

    /** Name of a fixed row, from 1. */
    static String fixedRow(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}

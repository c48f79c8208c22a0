package dev.kechuang.programme.benchmark;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param applications filled in, submitted, checked and scored; 0 leaves this out
 * @param officers who check at once
 * @param experts who score at once
 * @param applicants who fill in at once
 * @param minutes of the last hour, with {@code perMinute} submissions each; 0 leaves it out
 * @param listed applications in the lists of the second measurement of lists
 * @param thinkMillis mean pause of a person between two requests
 * @param home of a demonstration that runs already, with {@code address}; null for one of our own
 */
record Options(
        int applications,
        int officers,
        int experts,
        int applicants,
        int minutes,
        int perMinute,
        int listed,
        int thinkMillis,
        @Nullable Path home,
        String address) {

    static final String USAGE = """
            ./kc bench programme [--full] [--applications N] [--officers N] [--experts N] [--applicants N] [--minutes N]
                [--per-minute N] [--listed N] [--think MILLISECONDS] [--home DIR --address URL]""";

    static Options of(String[] arguments, int from) {
        boolean full = false;
        for (int i = from; i < arguments.length; i++) full |= arguments[i].equals("--full");
        int applications = full ? 1_100 : 60;
        int officers = 10;
        int experts = full ? 200 : 40;
        int applicants = full ? 80 : 20;
        int minutes = full ? 3 : 1;
        int perMinute = full ? 300 : 60;
        int listed = full ? 100_000 : 5_000;
        int think = full ? 550 : 300;
        Path home = null;
        String address = "";
        for (int i = from; i < arguments.length; i++) {
            String name = arguments[i];
            if (name.equals("--full")) continue;
            if (++i == arguments.length) throw new IllegalArgumentException(name + " needs a value\n" + USAGE);
            String value = arguments[i];
            switch (name) {
                case "--applications" -> applications = number(name, value);
                case "--officers" -> officers = number(name, value);
                case "--experts" -> experts = number(name, value);
                case "--applicants" -> applicants = number(name, value);
                case "--minutes" -> minutes = number(name, value);
                case "--per-minute" -> perMinute = number(name, value);
                case "--listed" -> listed = number(name, value);
                case "--think" -> think = number(name, value);
                case "--home" -> home = Path.of(value);
                case "--address" -> address = value;
                default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
            }
        }
        if ((home == null) != address.isEmpty()) throw new IllegalArgumentException("--home goes with --address");
        return new Options(
                applications, officers, experts, applicants, minutes, perMinute, listed, think, home, address);
    }

    private static int number(String name, String value) {
        if (!value.matches("[0-9]{1,7}")) throw new IllegalArgumentException(name + " " + value + " is no number");
        return Integer.parseInt(value);
    }

    /** Firms that are needed: each applies once in a call. */
    int firms() {
        return Math.max(applications, minutes == 0 ? 0 : minutes * perMinute + LastHour.STRAGGLERS);
    }
}

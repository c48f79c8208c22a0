package dev.kechuang.launch;

/** What the person at the terminal sees while it works. */
final class Console {

    private Console() {}

    /** A step that begins now. */
    static void step(String chinese, String english) {
        System.out.println("· " + chinese + " " + english);
        System.out.flush();
    }

    static void line(String text) {
        System.out.println(text);
        System.out.flush();
    }

    static void error(String text) {
        System.err.println("kc: " + text);
        System.err.flush();
    }
}

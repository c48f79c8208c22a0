package dev.kechuang.launch;

/**
 * Why the program can't do what it was asked, in one sentence for the person at the terminal, with what to do about it.
 * The process prints it and ends with exit code 1; no stack trace is shown.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal(String chinese, String english) {
        super(chinese + " " + english);
    }

    public Refusal(String chinese, String english, Throwable cause) {
        super(chinese + " " + english, cause);
    }
}

package dev.kechuang.shared.web.ui;

/**
 * One step on the way of a case (办理环节).
 *
 * @param note date and handler, e.g. 11-08 姑苏区科技局
 */
public record Step(String label, State state, String note) {
    public enum State {
        DONE,
        CURRENT,
        /** Stopped here: returned or refused. */
        STOPPED,
        AHEAD
    }
}

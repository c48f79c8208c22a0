package dev.kechuang.shared.web.ui;

import java.util.Map;

/**
 * What is asked before something is done that cannot simply be undone.
 *
 * @param title the question, e.g. 注销该账号？
 * @param text what will happen, and what will not
 * @param action where the answer is posted
 * @param submit label of the button that does it: a verb, never 确定 alone
 * @param back page to return to when the answer is no
 * @param danger whether something is lost by it
 * @param reason label of a required field {@code reason}; empty when no reason is asked for
 * @param hidden fields posted along
 */
public record Confirm(
        String title,
        String text,
        String action,
        String submit,
        String back,
        boolean danger,
        String reason,
        Map<String, String> hidden) {

    public static Confirm of(String title, String text, String action, String submit, String back) {
        return new Confirm(title, text, action, submit, back, true, "", Map.of());
    }

    public Confirm withReason(String label) {
        return new Confirm(title, text, action, submit, back, danger, label, hidden);
    }

    public Confirm with(Map<String, String> fields) {
        return new Confirm(title, text, action, submit, back, danger, reason, Map.copyOf(fields));
    }
}

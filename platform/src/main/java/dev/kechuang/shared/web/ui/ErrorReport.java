package dev.kechuang.shared.web.ui;

/**
 * What an error page says.
 *
 * @param status HTTP status
 * @param kind suffix of the message keys {@code shared.error.<kind>.title}, {@code .what}, {@code .kept}, {@code .todo}
 * @param code what to tell support; the log has the same
 */
public record ErrorReport(int status, String kind, String code) {}

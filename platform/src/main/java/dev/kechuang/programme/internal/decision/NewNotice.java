package dev.kechuang.programme.internal.decision;

import java.time.LocalDate;

/**
 * A notice to be published.
 *
 * @param title 4 to 150 characters
 * @param body text above the list, at most 4,000 characters, may be empty
 * @param contact whom to turn to: unit, telephone, address; 5 to 300 characters
 * @param until last day
 */
public record NewNotice(String title, String body, String contact, LocalDate until) {}

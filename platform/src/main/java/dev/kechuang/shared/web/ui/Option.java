package dev.kechuang.shared.web.ui;

/** One choice of a select, of radio buttons or of check boxes. */
public record Option(String value, String label) {}

package dev.kechuang.shared.web.ui;

/** A status with its text, e.g. 审核中. */
public record Tag(String label, Tone tone) implements Cell {}

package dev.kechuang.shared.web.ui;

/** One step of the breadcrumb (面包屑) between the menu's entry and the page itself. */
public record Crumb(String label, String path) {}

package dev.kechuang.plan.internal.plan;

/** Characters of the document's text, from inclusive, until exclusive. */
public record TextSpan(int from, int until) {}

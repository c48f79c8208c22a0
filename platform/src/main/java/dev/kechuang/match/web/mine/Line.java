package dev.kechuang.match.web.mine;

import java.util.List;

/** A sentence with the clause it rests on, and what stands behind it. */
public record Line(String text, String clause, List<String> details) {}

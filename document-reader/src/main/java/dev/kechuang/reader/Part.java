package dev.kechuang.reader;

/**
 * A stretch of the file that is a document of its own (篇): one report of a collection, or the plan that follows a
 * report.
 *
 * @param title the title line, empty when the part has none
 * @param tense whether figures here are reported or planned unless their sentence says otherwise
 * @param period the year or span the part is about, empty when masked or unknown
 */
public record Part(Span span, String title, Tense tense, String period) {}

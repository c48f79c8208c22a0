package dev.kechuang.report.internal.text;

/**
 * Something wrong in a report's text, at its place.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param chinese what is wrong and what would be right
 * @param english the same
 */
public record TextProblem(int line, int column, String chinese, String english) {}

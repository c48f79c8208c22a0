package dev.kechuang.report.internal.template;

import dev.kechuang.indicator.Period;
import java.util.List;

/**
 * A report as a pack words it (报告模板): sections of prose whose figures are live references.
 *
 * @param id e.g. {@code annual}
 * @param region region of its pack, empty for the national one
 * @param kind of the periods it is made for
 * @param digest of the text it was read from
 * @param title with tokens
 * @param issuer whose name stands under it (发文单位), with tokens
 * @param note whom it is for and when it is due, empty for none
 */
public record ReportTemplate(
        String id,
        String name,
        String en,
        String region,
        Period.Kind kind,
        String digest,
        String title,
        String issuer,
        String note,
        List<Section> sections) {

    public ReportTemplate {
        sections = List.copyOf(sections);
    }

    /** @param heading in the official style, e.g. 一、总体情况 */
    public record Section(String id, String heading, String text) {}
}

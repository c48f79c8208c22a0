package dev.kechuang.report.internal.template;

import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.report.internal.text.ReportText;
import dev.kechuang.report.internal.text.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one template and checks every token of it against the dictionary. */
final class TemplateReader {

    private final PackDocument document;
    private final List<String> lines;
    private final ProblemList problems;
    private final Indicators indicators;
    private final Regions regions;

    TemplateReader(PackDocument document, ProblemList problems, Indicators indicators, Regions regions) {
        this.document = document;
        this.lines = document.text().lines().toList();
        this.problems = problems;
        this.indicators = indicators;
        this.regions = regions;
    }

    /** Null when it cannot be read at all; what is wrong is in the list of problems. */
    @Nullable ReportTemplate read() {
        Row top = Row.top(document.place(), document.text(), problems);
        if (top == null) return null;
        String id = top.text("id");
        if (!id.isEmpty() && !id.matches("[a-z][a-z0-9-]{1,40}"))
            top.problem("id", "编号应为小写字母、数字和连字符", "an id is lower-case letters, digits and hyphens");
        String name = top.text("name");
        String en = top.text("en");
        Period.Kind kind = top.oneOf("period", Period.Kind.class);
        var vocabulary = new Vocabulary(indicators, regions, kind == null ? Period.Kind.YEAR : kind);
        String title = checked(top, "title", vocabulary);
        String issuer = checked(top, "issuer", vocabulary);
        String note = top.optionalText("note");
        var sections = new ArrayList<ReportTemplate.Section>();
        var ids = new HashSet<String>();
        for (Row row : top.rows("sections")) {
            String section = row.text("id");
            if (!section.isEmpty() && !section.matches("[a-z][a-z0-9-]{1,40}"))
                row.problem("id", "编号应为小写字母、数字和连字符", "an id is lower-case letters, digits and hyphens");
            if (!ids.add(section))
                row.problem("id", "编号“" + section + "”已用于另一节", "another section has the id \"" + section + "\"");
            String heading = checked(row, "heading", vocabulary);
            String text = checked(row, "text", vocabulary);
            row.end();
            sections.add(new ReportTemplate.Section(section, heading, text));
        }
        if (sections.isEmpty()) top.problem("sections", "至少要有一节", "at least one section is needed");
        top.end();
        if (kind == null) return null;
        return new ReportTemplate(
                id, name, en, document.region(), kind, document.digest(), title, issuer, note, sections);
    }

    private String checked(Row row, String key, Vocabulary vocabulary) {
        String text = row.text(key);
        if (text.isEmpty()) return text;
        At start = start(row, key);
        int indent = indent(start);
        for (var problem : ReportText.parse(text, vocabulary).problems()) {
            int column = problem.column() + (problem.line() == 1 || indent == 0 ? start.column() - 1 : indent);
            problems.add(
                    new At(start.file(), start.line() + problem.line() - 1, column),
                    problem.chinese(),
                    problem.english());
        }
        return text;
    }

    /** Where the first character of the text stands: the reader of YAML takes blank lines and the indent away. */
    private At start(Row row, String key) {
        At at = row.textAt(key);
        if (at.line() == row.at(key).line()) return at;
        int line = at.line();
        while (line <= lines.size() && lines.get(line - 1).isBlank()) line++;
        if (line > lines.size()) return at;
        String first = lines.get(line - 1);
        return new At(at.file(), line, first.length() - first.stripLeading().length() + 1);
    }

    /** How far the lines of a block of text are moved in; 0 for a text on the line of its key. */
    private int indent(At start) {
        if (start.line() < 1 || start.line() > lines.size()) return 0;
        String line = lines.get(start.line() - 1);
        int blank = line.length() - line.stripLeading().length();
        return blank == start.column() - 1 ? blank : 0;
    }
}

package dev.kechuang.reader.figure;

import dev.kechuang.reader.Bound;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Part;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Span;
import dev.kechuang.reader.Tense;
import dev.kechuang.reader.quantity.Quantity;
import dev.kechuang.reader.quantity.QuantityScanner;
import dev.kechuang.reader.quantity.Unit;
import dev.kechuang.reader.structure.Line;
import dev.kechuang.reader.text.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the figures of a document, paragraph by paragraph. */
public final class FigureReader {
    private static final Pattern FRAME = Pattern.compile("(国家级|省级|市级|区级|县级)(项目|平台|机构|企业|人才|计划)(?:是|为|有|包括|分别为|分别是)?:");
    private final String folded;
    private final String text;
    private final List<Part> parts;
    private final String region;
    private final List<Figure> figures = new ArrayList<>();

    private FigureReader(String text, String folded, List<Part> parts, String region) {
        this.text = text;
        this.folded = folded;
        this.parts = parts;
        this.region = region;
    }

    public static List<Figure> read(String text, String folded, List<Line> lines, List<Part> parts, String region) {
        FigureReader reader = new FigureReader(text, folded, parts, region);
        for (Line line : lines) if (line.body()) reader.paragraph(line);
        return List.copyOf(reader.figures);
    }

    private void paragraph(Line line) {
        List<Quantity> quantities = QuantityScanner.scan(folded, line.start(), line.end());
        if (quantities.isEmpty()) return;
        Discourse discourse = new Discourse();
        Part part = partAt(line.start());
        for (Context context : Contexts.of(folded, line.start(), line.end(), quantities)) {
            discourse.newSentence(context.sentenceStart(), opensWithPart(context));
            figure(context, discourse, part);
        }
    }

    /** 分别突破1000亿元和800亿元: the word of bound holds for both. */
    private static Bound sharedBound(Context context) {
        Quantity q = context.q();
        if (q.bound() != Bound.EXACT
                || context.before().isEmpty()
                || !context.left().matches("[和与及、]")) return q.bound();
        Quantity last = context.before().getLast();
        return last.outerStart() < last.start() ? last.bound() : q.bound();
    }

    /** 。其中,…: the sentence goes on about what the one before counted. */
    private boolean opensWithPart(Context context) {
        int at = context.sentenceStart();
        while (at < folded.length() && folded.charAt(at) == ' ') at++;
        return folded.startsWith("其中", at);
    }

    private Part partAt(int at) {
        for (Part part : parts) if (part.span().contains(at)) return part;
        return parts.isEmpty() ? new Part(new Span(0, text.length()), "", Tense.ACTUAL, "") : parts.getLast();
    }

    private void figure(Context context, Discourse discourse, Part part) {
        Quantity q = context.q();
        frame(context, discourse);
        if (context.bracketed() && !discourse.inBracket) {
            discourse.inBracket = true;
            discourse.outerTopic = discourse.topic;
        } else if (!context.bracketed() && discourse.inBracket) {
            discourse.inBracket = false;
            discourse.topic = discourse.outerTopic;
        }
        parts(context, discourse);
        Role role = Roles.of(context, discourse);
        String measure = Respective.name(context, discourse, role);
        boolean respective = measure != null;
        if (measure == null)
            measure = switch (q.kind()) {
                case COUNT, TIMES, AMOUNT, NONE -> Namer.name(context, discourse, role);
                default -> RateNamer.name(context, discourse, role);
            };
        measure = Phrase.withoutExamples(measure);
        switch (q.kind()) {
            case COUNT, TIMES, AMOUNT, NONE -> {
                discourse.topic = measure;
                discourse.topicRole = role;
                discourse.remember(measure, role);
            }
            default -> {}
        }
        if (q.masked()) return;
        String unit = q.unit().base();
        if (q.kind() == Unit.Kind.NONE) {
            if (!Money.measures(measure)) return;
            unit = "元";
        }
        Tense tense = Times.tense(context, part);
        Span span = new Span(q.start(), q.end());
        figures.add(new Figure(
                span,
                span.of(text),
                measure,
                q.value(),
                q.valueTo(),
                unit,
                respective ? sharedBound(context) : q.bound(),
                role,
                tense,
                Times.period(context, part, tense, role),
                Times.per(context),
                Regions.of(context, region)));
    }

    /** After 其中…; the sentence is about the whole again. */
    private static void parts(Context context, Discourse discourse) {
        String gap = context.before().isEmpty()
                ? context.sentenceLeft()
                : context.text()
                        .substring(
                                context.before().getLast().outerEnd(),
                                context.q().outerStart());
        if (gap.contains(";") && !discourse.whole.isEmpty()) {
            discourse.entity = discourse.whole;
            discourse.whole = "";
        }
        if (gap.contains("其中") && discourse.whole.isEmpty()) discourse.whole = discourse.entity;
    }

    private static void frame(Context context, Discourse discourse) {
        String before = Fold.tidy(context.sentenceLeft());
        Matcher frame = FRAME.matcher(before);
        discourse.frameLevel = "";
        while (frame.find()) {
            discourse.frameLevel = frame.group(1);
            discourse.frameNoun = frame.group(2);
        }
    }
}

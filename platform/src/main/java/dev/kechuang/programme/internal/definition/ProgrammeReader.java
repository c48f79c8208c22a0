package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Definition.Basis;
import dev.kechuang.programme.internal.definition.Definition.Gives;
import dev.kechuang.programme.internal.definition.Definition.Limits;
import dev.kechuang.programme.internal.definition.Definition.Track;
import dev.kechuang.registry.OrganisationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads programmes from the texts of the packs. A text is read whole or not at all, and everything wrong with it is told at
 * once, each with its line. Safe for many threads.
 */
public final class ProgrammeReader {

    /** Folder of the packs in which programmes lie. */
    public static final String FOLDER = "programmes";

    /** Longest text taken, in characters: some ten times the longest programme there is. */
    static final int LONGEST = 400_000;

    private static final List<String> KINDS =
            Arrays.stream(OrganisationKind.values()).map(OrganisationKind::code).toList();

    private final Packs packs;
    private final Surroundings around;

    public ProgrammeReader(Packs packs) {
        this.packs = packs;
        this.around = Surroundings.of(packs);
    }

    /** A programme by its text and what became of it. */
    public record Programme(PackDocument document, Definition definition) {}

    /** Every programme of the packs; {@link PackProblems} with all that is wrong in any of them. */
    public List<Programme> readAll() {
        var problems = new ArrayList<PackProblem>();
        var programmes = new LinkedHashMap<String, Programme>();
        for (PackDocument document : packs.documents(FOLDER)) {
            switch (read(document)) {
                case Reading.Bad(List<PackProblem> bad) -> problems.addAll(bad);
                case Reading.Good(Definition definition) -> {
                    var other = programmes.putIfAbsent(definition.code(), new Programme(document, definition));
                    if (other != null) {
                        String place = other.document().place();
                        problems.add(new PackProblem(
                                document.place(),
                                1,
                                1,
                                "编号“" + definition.code() + "”已用于 " + place,
                                "the id \"" + definition.code() + "\" is that of " + place));
                    }
                }
            }
        }
        if (!problems.isEmpty()) throw new PackProblems(problems);
        return List.copyOf(programmes.values());
    }

    public Reading read(PackDocument document) {
        return read(document.place(), document.region(), document.text());
    }

    /**
     * @param place what messages call the text
     * @param region of the pack the programme belongs to, empty for the national one
     */
    public Reading read(String place, String region, String text) {
        return read(place, region, text, true);
    }

    /**
     * Reads a text that was right when it was kept: what it names in the packs may be gone by now and is no problem, so
     * that what runs on it goes on.
     */
    public Reading reread(String place, String region, String text) {
        return read(place, region, text, false);
    }

    private Reading read(String place, String region, String text, boolean fresh) {
        var problems = new ProblemList();
        if (text.length() > LONGEST) {
            problems.add(
                    new At(place, 1, 1),
                    "文本超过 " + LONGEST + " 字",
                    "the text is longer than " + LONGEST + " characters");
            return new Reading.Bad(problems.all());
        }
        Row top = Row.top(place, text, problems);
        Definition definition = top == null ? null : definition(top, region, new Source(problems, around, fresh));
        List<PackProblem> found = problems.all();
        if (definition == null || !found.isEmpty()) return new Reading.Bad(found);
        return new Reading.Good(definition);
    }

    private Definition definition(Row top, String region, Source source) {
        String code = source.id(top, "id");
        Words name = source.name(top);
        Gives gives = top.oneOf("gives", Gives.class);
        String issuer = top.text("issuer");
        List<Basis> basis = basis(top);
        List<Track> tracks = tracks(top, source);
        List<String> fields = technicalFields(top, source);
        String eligibility = top.optionalText("eligibility");
        source.inPacks(
                top.at("eligibility"),
                "政策",
                "policy",
                eligibility,
                around.policies().keySet());
        List<String> applicants = new ArrayList<>();
        for (var kind : top.placedTexts("applicants")) {
            source.known(kind.at(), "单位类型", "kind of organisation", kind.text(), KINDS);
            applicants.add(kind.text());
        }
        List<Words> conditions = texts(top, "conditions");
        Limits limits = limits(top, source);
        var money = GrantReader.read(top, tracks, source);
        var sheets = SheetReader.read(top, source);
        var form = new FormReader(source, tracks, fields).read(top);
        var stages = new StageReader(source, form, sheets).read(top);
        var effects = EffectReader.read(top, stages.all(), tracks, form, source);
        top.end();
        var definition = new Definition(
                code,
                name,
                gives == null ? Gives.PROJECT : gives,
                issuer,
                region,
                basis,
                tracks,
                fields,
                eligibility.isEmpty() ? null : eligibility,
                List.copyOf(applicants),
                conditions,
                limits,
                money,
                stages.all(),
                form,
                sheets,
                effects);
        new DefinitionChecks(definition, top, stages.rows(), source).run();
        return definition;
    }

    private static List<Basis> basis(Row top) {
        var basis = new ArrayList<Basis>();
        for (Row row : top.rows("basis")) {
            basis.add(new Basis(row.text("number"), row.text("title"), row.optionalText("clause")));
            row.end();
        }
        if (basis.isEmpty() && top.has("basis")) {
            top.problem("basis", "至少写一个依据文件", "name at least one document it rests on");
        }
        return List.copyOf(basis);
    }

    private static List<Track> tracks(Row top, Source source) {
        var tracks = new ArrayList<Track>();
        var seen = Source.none();
        for (Row row : top.optionalRows("tracks")) {
            String code = source.id(row, "code");
            source.unique(seen, row, "code", code);
            tracks.add(new Track(code, source.name(row)));
            row.end();
        }
        return List.copyOf(tracks);
    }

    private List<String> technicalFields(Row top, Source source) {
        var known = around.lists().technicalFields().stream()
                .map(CodeLists.Entry::code)
                .toList();
        var fields = new ArrayList<String>();
        for (var field : top.placedTexts("fields")) {
            if (around.lists().technicalField(field.text()).isEmpty()) {
                source.inPacks(field.at(), "技术领域", "technical field", field.text(), known);
            }
            fields.add(field.text());
        }
        return List.copyOf(fields);
    }

    /** A list of {@code text} with {@code en}. */
    static List<Words> texts(Row row, String key) {
        var texts = new ArrayList<Words>();
        for (Row each : row.optionalRows(key)) {
            texts.add(new Words(each.text("text"), each.optionalText("en")));
            each.end();
        }
        return List.copyOf(texts);
    }

    private static Limits limits(Row top, Source source) {
        Row row = top.optionalRow("limits");
        if (row == null) return new Limits(0, 0, 0, 0);
        var limits = new Limits(
                source.whole(row, "per-applicant", 1, 1000, 0),
                source.whole(row, "per-track", 1, 1000, 0),
                source.whole(row, "per-field", 1, 1000, 0),
                source.whole(row, "per-leader", 1, 100, 0),
                source.whole(row, "running-per-leader", 1, 100, 0),
                source.whole(row, "running-per-member", 1, 100, 0));
        row.end();
        return limits;
    }
}

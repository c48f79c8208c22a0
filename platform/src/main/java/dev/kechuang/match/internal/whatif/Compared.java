package dev.kechuang.match.internal.whatif;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Survey;
import dev.kechuang.match.internal.sheet.ChunkFiller;
import dev.kechuang.match.internal.sheet.Sheet;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.match.internal.whatif.Effect.Affected;
import dev.kechuang.match.internal.whatif.Effect.Change;
import dev.kechuang.match.internal.whatif.Effect.Kind;
import dev.kechuang.match.internal.whatif.Effect.Sums;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A share of the city, decided chunk by chunk. For one thread. */
final class Compared {

    private static final int CHUNK = 16_384;
    /** Not eligible; an amount, or {@link Survey#NO_AMOUNT}, where it is. */
    private static final long NOT = Long.MIN_VALUE;

    private final Survey survey;
    private final ChunkFiller filler;
    private final boolean hadBefore;
    private final boolean[] inForce;
    private final UUID[] ids = new UUID[CHUNK];
    private final String[] regions = new String[CHUNK];
    private final @Nullable String[] zones = new String[CHUNK];
    private final long[][] amounts = new long[2][CHUNK];
    private int rows;

    private long organisations;
    private final Sums[] sums = {Sums.NONE, Sums.NONE};
    private final Map<String, Change> byRegion = new HashMap<>();
    private long affected;
    private final List<Affected> firms = new ArrayList<>();

    /** @param hadBefore whether the survey's first policy is what decides now, and its second what would */
    Compared(Sheets sheets, Survey survey, boolean hadBefore, LocalDate day) {
        this.survey = survey;
        this.filler = sheets.filler(survey.layout().chunk(CHUNK));
        this.hadBefore = hadBefore;
        var policies = survey.policies();
        this.inForce = new boolean[policies.size()];
        for (int i = 0; i < inForce.length; i++) {
            Policy policy = policies.get(i);
            inForce[i] = policy.inForce(day);
        }
        filler.clear();
    }

    void add(Sheet sheet) {
        ids[rows] = sheet.organisation();
        regions[rows] = sheet.region();
        zones[rows] = sheet.zone();
        filler.add(Objects.requireNonNull(sheet.facts()));
        if (++rows == CHUNK) decide();
    }

    /** Decides what was added since. */
    void decide() {
        if (rows == 0) return;
        for (long[] side : amounts) Arrays.fill(side, NOT);
        long[] undecided = new long[2];
        survey.decide(filler.chunk()).each((row, policy, kind, value) -> {
            if (!inForce[policy]) return;
            int side = hadBefore ? policy : 1;
            if (kind == Survey.Kind.ELIGIBLE) amounts[side][row] = value;
            else undecided[side]++;
        });
        for (int side = 0; side < 2; side++) sums[side] = sums[side].plus(sum(amounts[side], undecided[side]));
        for (int row = 0; row < rows; row++) compare(row, amounts[0][row], amounts[1][row]);
        organisations += rows;
        rows = 0;
        filler.clear();
    }

    private Sums sum(long[] side, long undecided) {
        long eligible = 0;
        long fen = 0;
        long without = 0;
        for (int row = 0; row < rows; row++) {
            if (side[row] == NOT) continue;
            eligible++;
            if (side[row] == Survey.NO_AMOUNT) without++;
            else fen = Math.addExact(fen, side[row]);
        }
        return new Sums(eligible, undecided, fen, without);
    }

    private void compare(int row, long before, long after) {
        if (before == NOT && after == NOT) return;
        long more = Math.max(0, after) - Math.max(0, before);
        Kind kind = before == NOT ? Kind.WON : after == NOT ? Kind.LOST : more > 0 ? Kind.MORE : Kind.LESS;
        boolean same = before == after || before != NOT && after != NOT && more == 0;
        var change = new Change(
                before == NOT ? 0 : 1,
                after == NOT ? 0 : 1,
                !same && kind == Kind.WON ? 1 : 0,
                !same && kind == Kind.LOST ? 1 : 0,
                !same && kind == Kind.MORE ? 1 : 0,
                !same && kind == Kind.LESS ? 1 : 0,
                more);
        byRegion.merge(regions[row], change, Change::plus);
        if (same) return;
        affected++;
        if (firms.size() < WhatIf.LISTED) {
            firms.add(
                    new Affected(ids[row], regions[row], zones[row], kind, Math.max(-1, before), Math.max(-1, after)));
        }
    }

    long organisations() {
        return organisations;
    }

    Sums before() {
        return sums[0];
    }

    Sums after() {
        return sums[1];
    }

    Map<String, Change> byRegion() {
        return byRegion;
    }

    long affected() {
        return affected;
    }

    List<Affected> firms() {
        return firms;
    }
}

package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Definition.Grant;
import dev.kechuang.programme.internal.definition.Definition.Grant.Mode;
import dev.kechuang.programme.internal.definition.Definition.Grant.RankSum;
import dev.kechuang.programme.internal.definition.Definition.Grant.TrackSum;
import dev.kechuang.programme.internal.definition.Definition.Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how money is given. */
final class GrantReader {

    private GrantReader() {}

    static @Nullable Grant read(Row top, List<Track> tracks, Source source) {
        Row row = top.optionalRow("money");
        if (row == null) return null;
        Mode mode = row.oneOf("mode", Mode.class);
        long fixed = source.fen(row, "sum");
        List<TrackSum> byTrack = byTrack(row, tracks, source);
        List<RankSum> byRank = byRank(row, source);
        String benefit = row.optionalText("benefit");
        long most = source.fen(row, "most");
        long least = source.fen(row, "least");
        var selfShare = source.positive(row, "self-share");
        var districtShare = source.positive(row, "district-share");
        row.end();
        if (most > 0 && least > most) {
            row.problem("least", "“least”不能大于“most”", "\"least\" cannot be more than \"most\"");
        }
        if (mode == null) return null;
        belongs(row, "sum", mode == Mode.FIXED, "fixed");
        belongs(row, "by-track", mode == Mode.FIXED, "fixed");
        belongs(row, "by-rank", mode == Mode.RANK, "rank");
        belongs(row, "benefit", mode == Mode.POLICY, "policy");
        switch (mode) {
            case FIXED -> {
                if ((fixed > 0) == !byTrack.isEmpty()) {
                    row.problem(
                            "mode",
                            "定额补助应写“sum”（各项相同）或“by-track”（按类别），二者其一",
                            "a fixed sum is given by \"sum\" for all or by \"by-track\", one of both");
                }
            }
            case RANK -> {
                if (byRank.isEmpty()) row.text("by-rank");
            }
            case POLICY -> policy(row, benefit, source);
            case REQUESTED -> {
                if (most == 0) {
                    row.problem(
                            "mode",
                            "按申请额批准时应写单项上限“most”",
                            "where the sum is what was applied for, \"most\" has to bound it");
                }
            }
        }
        return new Grant(
                mode,
                fixed,
                byTrack,
                byRank,
                benefit.isEmpty() ? null : benefit,
                most,
                least,
                selfShare,
                districtShare);
    }

    private static void belongs(Row row, String key, boolean right, String mode) {
        if (!right && row.has(key)) {
            row.problem(key, "“" + key + "”只用于 mode: " + mode, "\"" + key + "\" goes with mode: " + mode + " only");
        }
    }

    private static void policy(Row row, String benefit, Source source) {
        if (benefit.isEmpty()) {
            row.text("benefit");
            return;
        }
        var policies = source.around().policies();
        source.inPacks(row.at("benefit"), "政策", "policy", benefit, policies.keySet());
        if (source.fresh() && Boolean.FALSE.equals(policies.get(benefit))) {
            row.problem(
                    "benefit",
                    "政策“" + benefit + "”不计算金额，benefits 中没有 amount",
                    "policy \"" + benefit + "\" computes no sum: its benefits have no amount");
        }
    }

    private static List<TrackSum> byTrack(Row money, List<Track> tracks, Source source) {
        var codes = tracks.stream().map(Track::code).toList();
        var sums = new ArrayList<TrackSum>();
        var seen = Source.none();
        for (Row row : money.optionalRows("by-track")) {
            String track = row.text("track");
            source.known(row.at("track"), "类别", "track", track, codes);
            source.unique(seen, row, "track", track);
            sums.add(new TrackSum(track, sum(row, source)));
            row.end();
        }
        for (String code : codes) {
            if (!sums.isEmpty() && !seen.containsKey(code)) {
                money.problem("by-track", "缺少类别“" + code + "”的金额", "the sum of track \"" + code + "\" is missing");
            }
        }
        return List.copyOf(sums);
    }

    private static List<RankSum> byRank(Row money, Source source) {
        var sums = new ArrayList<RankSum>();
        int last = 0;
        for (Row row : money.optionalRows("by-rank")) {
            int to = row.whole("to", 1, 100_000);
            if (to <= last) {
                row.problem(
                        "to", "名次应递增，上一档到第 " + last + " 名", "places have to rise; the entry before ends at " + last);
            }
            last = to;
            sums.add(new RankSum(to, sum(row, source)));
            row.end();
        }
        return List.copyOf(sums);
    }

    private static long sum(Row row, Source source) {
        row.text("sum");
        return source.fen(row, "sum");
    }
}

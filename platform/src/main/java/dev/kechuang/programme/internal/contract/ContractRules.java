package dev.kechuang.programme.internal.contract;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Regions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Numbers of contracts and acceptance that the funds' rules of a place fix for all of its programmes (资金管理办法): files
 * {@code contracts/*.yaml} of the packs. A lower pack replaces single numbers of an upper one; a county's count for the
 * county's own calls.
 */
public final class ContractRules {

    /** Folder of the packs. */
    public static final String FOLDER = "contracts";

    private static final TreeSet<String> KNOWN = new TreeSet<>(List.of(
            "basis", "first-instalment-most", "audit-from", "evaluation-months", "remind-before", "rectify-days"));
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
    private static final Pattern SUM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(万元|元)");

    private final List<PackDocument> documents;
    private final Regions regions;

    /** Wrong texts are an {@link IllegalArgumentException} that names the place and the key. */
    public ContractRules(List<PackDocument> documents, Regions regions) {
        this.documents = List.copyOf(documents);
        this.regions = regions;
        for (PackDocument document : this.documents) read(document, Rules.NONE);
    }

    /**
     * @param firstAtMost greatest share of the grant that may be paid first, 1 for no bound
     * @param auditFromFen grant from which a third party audits the spending before acceptance; 0 for never
     * @param evaluationMonths months after acceptance at which performance is evaluated; 0 for never
     * @param remindDays days before something is due at which people are reminded, in falling order
     * @param rectifyDays calendar days to put right what acceptance found
     */
    public record Rules(
            BigDecimal firstAtMost,
            long auditFromFen,
            int evaluationMonths,
            List<Integer> remindDays,
            int rectifyDays) {
        static final Rules NONE = new Rules(BigDecimal.ONE, 0, 12, List.of(30, 7), 180);
    }

    /** The rules for a call of the region. */
    public Rules of(String region) {
        Rules rules = Rules.NONE;
        for (PackDocument document : documents) {
            if (document.region().isEmpty()
                    || document.region().equals(region)
                    || regions.subtree(document.region()).contains(region)) {
                rules = read(document, rules);
            }
        }
        return rules;
    }

    private static Rules read(PackDocument document, Rules before) {
        Object loaded;
        try {
            loaded =
                    new Load(LoadSettings.builder().setLabel(document.place()).build()).loadFromString(document.text());
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(document.place() + ": " + e.getMessage(), e);
        }
        if (!(loaded instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(document.place() + ": a mapping is expected");
        }
        for (Object key : map.keySet()) {
            if (!KNOWN.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(document.place() + ": " + key + " is unknown; known are " + KNOWN);
            }
        }
        return new Rules(
                map.containsKey("first-instalment-most")
                        ? share(document, map, "first-instalment-most")
                        : before.firstAtMost(),
                map.containsKey("audit-from") ? fen(document, map, "audit-from") : before.auditFromFen(),
                map.containsKey("evaluation-months")
                        ? whole(document, map.get("evaluation-months"), "evaluation-months")
                        : before.evaluationMonths(),
                map.containsKey("remind-before") ? days(document, map) : before.remindDays(),
                map.containsKey("rectify-days")
                        ? whole(document, map.get("rectify-days"), "rectify-days")
                        : before.rectifyDays());
    }

    private static BigDecimal share(PackDocument document, Map<?, ?> map, String key) {
        var matcher = SHARE.matcher(String.valueOf(map.get(key)));
        if (!matcher.matches()) throw wrong(document, key, "a share such as 60%");
        BigDecimal share = new BigDecimal(matcher.group(1)).movePointLeft(2);
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw wrong(document, key, "more than 0% and at most 100%");
        }
        return share;
    }

    private static long fen(PackDocument document, Map<?, ?> map, String key) {
        var matcher = SUM.matcher(String.valueOf(map.get(key)));
        if (!matcher.matches()) throw wrong(document, key, "a sum such as 50万元");
        int shift = matcher.group(2).equals("元") ? 2 : 6;
        return new BigDecimal(matcher.group(1)).movePointRight(shift).longValueExact();
    }

    private static int whole(PackDocument document, @org.jspecify.annotations.Nullable Object value, String key) {
        if (value instanceof Integer number && number >= 0 && number <= 3650) return number;
        throw wrong(document, key, "a whole number from 0 to 3650");
    }

    private static List<Integer> days(PackDocument document, Map<?, ?> map) {
        if (!(map.get("remind-before") instanceof List<?> list)) {
            throw wrong(document, "remind-before", "a list of days such as [30, 7]");
        }
        return list.stream()
                .map(day -> whole(document, day, "remind-before"))
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
    }

    private static IllegalArgumentException wrong(PackDocument document, String key, String right) {
        return new IllegalArgumentException(document.place() + ": " + key + " has to be " + right);
    }
}

package dev.kechuang.registry.internal.ip;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case of enforcement or rights protection (专利执法、维权案件).
 *
 * @param kind code, see {@link #KINDS}
 * @param petitioner who asks, empty where the office acts by itself
 * @param petitionerId the organisation of the register, null for others
 * @param rightNumber of the right it is about, as typed
 * @param right that right where it is registered, null otherwise
 * @param closed null while it is open
 * @param result code, see {@link #RESULTS}; empty while it is open
 */
public record IpCase(
        UUID id,
        int version,
        String number,
        String kind,
        String subject,
        String region,
        @Nullable String zone,
        LocalDate filed,
        @Nullable LocalDate closed,
        String result,
        String petitioner,
        @Nullable UUID petitionerId,
        String respondent,
        @Nullable UUID respondentId,
        String rightNumber,
        @Nullable UUID right,
        String note,
        boolean cancelled) {

    /** 侵权纠纷、假冒专利、其他纠纷、行政调解、维权援助. */
    public static final List<String> KINDS =
            List.of("infringement", "counterfeit", "dispute", "mediation", "assistance");

    /** 侵权成立、侵权不成立、调解结案、撤回、行政处罚、移送、援助办结. */
    public static final List<String> RESULTS =
            List.of("established", "not-established", "mediated", "withdrawn", "penalised", "transferred", "helped");

    /** Fields of the form, in order. */
    public static final List<String> FIELDS = List.of(
            "number",
            "kind",
            "subject",
            "region",
            "zone",
            "filed",
            "petitioner",
            "respondent",
            "rightNumber",
            "closed",
            "result",
            "note");

    /** As the form shows it. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("number", number);
        texts.put("kind", kind);
        texts.put("subject", subject);
        texts.put("region", region);
        texts.put("zone", RightData.text(zone));
        texts.put("filed", filed.toString());
        texts.put("petitioner", petitioner);
        texts.put("respondent", respondent);
        texts.put("rightNumber", rightNumber);
        texts.put("closed", RightData.text(closed));
        texts.put("result", result);
        texts.put("note", note);
        return texts;
    }
}

package dev.kechuang.registry.demo;

import dev.kechuang.registry.internal.ip.IpCase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Invented cases of enforcement since 2020: what was filed long ago is closed. */
final class DemoCases {

    private static final List<String> OTHERS = List.of("张某某（个体）", "某电商平台店铺", "宁波某工具厂", "深圳某电子商行", "王某某", "义乌某日用品商行");

    private final JdbcClient jdbc;
    private final RandomGenerator random;
    private final LocalDate today;

    DemoCases(JdbcClient jdbc, RandomGenerator random, LocalDate today) {
        this.jdbc = jdbc;
        this.random = random;
        this.today = today;
    }

    private record Subject(
            UUID id,
            String title,
            String number,
            UUID owner,
            String name,
            String region,
            @Nullable String zone) {}

    /** @return ids of the cases, of which nothing is recorded yet */
    List<UUID> fill(int count) {
        var subjects = jdbc.sql("""
                SELECT r.id, r.title, r.application_number, o.id AS owner, o.name, r.region, r.zone
                FROM registry.ip_right r JOIN registry.organisation o ON o.id = r.counts_for
                WHERE r.granted IS NOT NULL AND r.application_number <> ''
                ORDER BY md5(r.application_number) LIMIT :count""")
                .param("count", count)
                .query((rows, number) -> new Subject(
                        rows.getObject("id", UUID.class),
                        rows.getString("title"),
                        rows.getString("application_number"),
                        rows.getObject("owner", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getString("zone")))
                .list();
        var written = new ArrayList<UUID>();
        int number = 0;
        for (Subject subject : subjects) written.add(one(subject, ++number));
        return written;
    }

    private UUID one(Subject subject, int number) {
        String kind = IpCase.KINDS.get(random.nextInt(100) < 55 ? 0 : random.nextInt(IpCase.KINDS.size()));
        LocalDate filed = LocalDate.of(2020, 1, 2).plusDays(random.nextInt((int) (today.toEpochDay() - 18_263)));
        if (filed.isAfter(today)) filed = today;
        LocalDate end = filed.plusDays(40 + random.nextInt(150));
        boolean closed = !end.isAfter(today);
        String result = closed ? result(kind) : "";
        String other = DemoWords.pick(OTHERS, random);
        boolean asked = random.nextInt(100) < 80;
        String letter = kind.equals("counterfeit") ? "苏知法查" : kind.equals("assistance") ? "苏知援" : "苏知法裁";
        return jdbc.sql("""
                INSERT INTO registry.ip_case (number, kind, subject, region, zone, filed, closed, result, petitioner,
                    petitioner_id, respondent, respondent_id, right_number, ip, updated_at)
                VALUES (:number, :kind, :subject, :region, :zone, :filed, :closed, :result, :petitioner, :petitionerId,
                    :respondent, :respondentId, :rightNumber, :ip, :filed)
                RETURNING id""")
                .param("number", letter + "〔" + filed.getYear() + "〕" + number + "号")
                .param("kind", kind)
                .param("subject", "“" + subject.title() + "”" + word(kind))
                .param("region", subject.region())
                .param("zone", subject.zone(), java.sql.Types.VARCHAR)
                .param("filed", filed)
                .param("closed", closed ? end : null, java.sql.Types.DATE)
                .param("result", result)
                .param("petitioner", asked ? subject.name() : other)
                .param("petitionerId", asked ? subject.owner() : null, java.sql.Types.OTHER)
                .param("respondent", asked ? other : subject.name())
                .param("respondentId", asked ? null : subject.owner(), java.sql.Types.OTHER)
                .param("rightNumber", "ZL" + subject.number())
                .param("ip", subject.id())
                .query((rows, row) -> rows.getObject("id", UUID.class))
                .single();
    }

    private static String word(String kind) {
        return switch (kind) {
            case "infringement" -> "专利侵权纠纷";
            case "counterfeit" -> "涉嫌假冒专利";
            case "mediation" -> "纠纷行政调解";
            case "assistance" -> "维权援助";
            default -> "权属纠纷";
        };
    }

    private String result(String kind) {
        return switch (kind) {
            case "counterfeit" -> random.nextInt(4) == 0 ? "transferred" : "penalised";
            case "assistance" -> "helped";
            case "mediation" -> random.nextInt(5) == 0 ? "withdrawn" : "mediated";
            default ->
                DemoWords.pick(
                        List.of("established", "established", "not-established", "mediated", "mediated", "withdrawn"),
                        random);
        };
    }
}

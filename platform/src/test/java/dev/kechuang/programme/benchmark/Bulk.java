package dev.kechuang.programme.benchmark;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Very many applications at once, written as the superuser without triggers, but as their events would have left them, so
 * that every invariant holds of them. Of 25, ten were refused at the check and six in review, two were withdrawn, three
 * wait at the check and four in review.
 */
final class Bulk {

    private static final int A_CALL = 2_500;

    private Bulk() {}

    static void fill(DataSource superuser, int applications) throws SQLException {
        try (var connection = superuser.getConnection()) {
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("SET session_replication_role = replica").update();
            jdbc.sql("SET synchronous_commit = off").update();
            calls(jdbc, (applications + A_CALL - 1) / A_CALL);
            plan(jdbc, applications);
            for (String sql : STATEMENTS) jdbc.sql(sql).update();
            jdbc.sql("DROP TABLE bulk").update();
            jdbc.sql("VACUUM ANALYZE").update();
        }
    }

    private static void calls(JdbcClient jdbc, int calls) {
        jdbc.sql("""
                INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at, created_at,
                                            published_at, next_number, guide, contact)
                SELECT v.id, 'BULK-' || n, '历年申报' || n, 2000 + n % 20, '320500', 'published',
                       now() - (60 + 30 * n) * interval '1 day', now() - (20 + 30 * n) * interval '1 day',
                       now() - (70 + 30 * n) * interval '1 day', now() - (65 + 30 * n) * interval '1 day', :each + 1,
                       '历年申报', '科技局'
                FROM programme.version v, generate_series(0, :calls - 1) n
                WHERE v.programme = 'load-test' AND v.state = 'released'""").param("each", A_CALL).param("calls", calls).update();
    }

    /** What each application is, once, for all tables. */
    private static void plan(JdbcClient jdbc, int applications) {
        jdbc.sql("""
                CREATE TEMPORARY TABLE bulk AS
                WITH o AS (SELECT id, name, region, zone, row_number() OVER (ORDER BY id) - 1 AS place,
                                  count(*) OVER () AS many
                           FROM registry.published_organisation WHERE status = 'confirmed' AND kind = 'enterprise'),
                f AS (SELECT array_agg(DISTINCT field) AS codes FROM programme.application WHERE field <> ''),
                n AS (SELECT n, n % 25 AS kind, abs(hashint4(n))::bigint AS chance FROM generate_series(0, :most - 1) n)
                SELECT n.n, n.kind, gen_random_uuid() AS id, gen_random_uuid() AS handed_in, c.id AS call, c.version,
                       o.id AS organisation, o.name AS organisation_name, o.region, o.zone,
                       c.number || '-' || lpad((n.n % :each + 1)::text, 4, '0') AS number,
                       (ARRAY['碳化硅器件', '工业机器人', '激光雷达', '锂电隔膜', '诊断试剂', '氢能', '光学元件', '芯片', '材料', '传感'])[1 + n.chance % 10]
                           || (ARRAY['低温', '在线', '高通量', '多源', '精密', '连续', '智能'])[1 + n.chance / 10 % 7]
                           || (ARRAY['烧结', '监测', '筛选', '装配', '合成', '检测'])[1 + n.chance / 100 % 6] || '研究' || n.n
                           AS title,
                       f.codes[1 + n.chance / 1000 % cardinality(f.codes)] AS field,
                       (ARRAY['王', '李', '张', '刘', '陈', '杨', '赵', '黄'])[1 + n.chance / 7 % 8] || '负责' || n.n % 997 AS leader,
                       (10 + n.chance % 90) * 1000000 AS requested, c.opens_at + (n.n % :each) * interval '20 minutes' AS at,
                       CASE WHEN n.kind < 10 THEN 'check refused' WHEN n.kind < 16 THEN 'review refused'
                            WHEN n.kind < 18 THEN 'check withdrawn' WHEN n.kind < 21 THEN 'check open'
                            ELSE 'review open' END AS stands
                FROM n CROSS JOIN f JOIN o ON o.place = n.chance % o.many
                JOIN programme.call c ON c.number = 'BULK-' || n.n / :each""").param("each", A_CALL).param("most", applications).update();
    }

    private static final String[] STATEMENTS = {"""
        INSERT INTO programme.application (id, call, version, organisation, region, zone, stage, stage_kind, status, events,
            moves, stage_since, title, field, leader, requested_fen, number, submitted_at, due_on, created_at, updated_at,
            search_text)
        SELECT id, call, version, organisation, region, zone, split_part(stands, ' ', 1), split_part(stands, ' ', 1),
               split_part(stands, ' ', 2), moves, moves, at + interval '3 days', title, field, leader, requested, number,
               at, CASE WHEN stands LIKE '% open' THEN (at + interval '15 days')::date END, at - interval '5 days',
               at + interval '3 days', lower(number || ' ' || title || ' ' || organisation_name || ' ' || leader)
        FROM bulk, LATERAL (SELECT CASE stands WHEN 'review refused' THEN 4 WHEN 'check open' THEN 2 ELSE 3 END AS moves) m""", """
        INSERT INTO programme.event (id, application, number, move, kind, stage, status, to_stage, to_status, actor, at,
                                     reason)
        SELECT CASE WHEN e.number = 2 THEN b.handed_in ELSE gen_random_uuid() END, b.id, e.number, e.number, e.kind, e.stage,
               e.status, e.to_stage, e.to_status, '负载', b.at + (e.number - 2) * interval '1 day', e.reason
        FROM bulk b
        JOIN LATERAL (VALUES
            (1, 'created', '', '', 'application', 'open', '', ''),
            (2, 'passed', 'application', 'open', 'check', 'open', '', ''),
            (3, 'refused', 'check', 'open', 'check', 'refused', '不符合条件', 'check refused'),
            (3, 'withdrawn', 'check', 'open', 'check', 'withdrawn', '', 'check withdrawn'),
            (3, 'passed', 'check', 'open', 'review', 'open', '', 'review open'),
            (3, 'passed', 'check', 'open', 'review', 'open', '', 'review refused'),
            (4, 'refused', 'review', 'open', 'review', 'refused', '评审未通过', 'review refused')
        ) AS e (number, kind, stage, status, to_stage, to_status, reason, stands) ON e.stands IN ('', b.stands)""", """
        INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at, actor)
        SELECT b.id, 1, b.handed_in, j, sha256(convert_to(j::text, 'UTF8')), b.at, '负载'
        FROM bulk b, LATERAL (SELECT jsonb_build_object('project.title', b.title, 'team.leader', b.leader, 'sections',
                                                        '[]'::jsonb) AS j) a""", """
        INSERT INTO programme.check_sheet (application, stage, round, opened_at, closed_at, outcome, decided_by)
        SELECT id, 'check', 1, at, CASE WHEN outcome IS NOT NULL THEN at + interval '1 day' END, outcome,
               CASE WHEN outcome IS NULL THEN '' ELSE '负载' END
        FROM bulk, LATERAL (SELECT CASE stands WHEN 'check refused' THEN 'refused' WHEN 'check withdrawn' THEN 'withdrawn'
                                               WHEN 'check open' THEN NULL ELSE 'passed' END AS outcome) s""", """
        INSERT INTO programme.check_text (application, title, summary, shingles, bands)
        SELECT id, title, '', ARRAY(SELECT DISTINCT hashint4(n * 64 + g) FROM generate_series(1, 60) g ORDER BY 1),
               ARRAY(SELECT hashint4(n * 32 + g) FROM generate_series(1, 25) g)
        FROM bulk""", """
        INSERT INTO programme.person (application, ordinal, role, name) SELECT id, 0, 'leader', leader FROM bulk"""};
}

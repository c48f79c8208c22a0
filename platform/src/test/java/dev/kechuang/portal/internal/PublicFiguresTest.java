package dev.kechuang.portal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.testing.TestClock;
import dev.kechuang.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PublicFiguresTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static TestDatabase database;
    private static int number;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Region region(String code, String name, Region.Kind kind, @Nullable String parent) {
        return new Region(code, name, "", kind, parent, LocalDate.of(2012, 9, 1), null, List.of(), List.of());
    }

    private static final Region CITY = region("320500", "苏州市", Region.Kind.CITY, null);
    private static final Region GUSU = region("320508", "姑苏区", Region.Kind.DISTRICT, "320500");
    private static final Region KUNSHAN = region("320583", "昆山市", Region.Kind.COUNTY, "320500");
    private static final Region TAICANG = region("320585", "太仓市", Region.Kind.COUNTY, "320500");
    private static final Region PARK = region("3205SIP", "工业园区", Region.Kind.ZONE, "320500");

    /** 沧浪区 became a part of 姑苏区: what stands under the old code counts there. */
    private static final Regions REGIONS = new Regions() {
        @Override
        public Region city() {
            return CITY;
        }

        @Override
        public List<Region> all() {
            return List.of(CITY, GUSU, KUNSHAN, TAICANG, PARK);
        }

        @Override
        public Optional<Region> find(String code) {
            return all().stream().filter(region -> region.code().equals(code)).findFirst();
        }

        @Override
        public List<Region> children(String code, LocalDate day) {
            return List.of(GUSU, KUNSHAN, TAICANG, PARK);
        }

        @Override
        public List<String> subtree(String code) {
            return code.equals("320508") ? List.of("320508", "320502") : List.of(code);
        }
    };

    private static void organisations(int count, String region, String status) {
        for (int i = 0; i < count; i++) {
            String first = "9132050%010d".formatted(++number);
            database.owner()
                    .sql("""
                            INSERT INTO registry.organisation (status, kind, region, name, name_key, search_text,
                                credit_code, tokens, created_at, updated_at, confirmed_on)
                            VALUES (:status, 'enterprise', :region, :name, '', '', :code, '{}', now(), now(),
                                CASE WHEN :status = 'confirmed' THEN DATE '2026-01-01' END)
                            """)
                    .param("status", status)
                    .param("region", region)
                    .param("name", "单位" + number)
                    .param("code", first + CreditCode.checkCharacter(first))
                    .update();
        }
    }

    @Test
    void confirmedOrganisationsAreCountedOnceByCountyAndKeptForTenMinutes() {
        organisations(6, "320508", "confirmed");
        organisations(2, "320502", "confirmed");
        organisations(7, "320583", "confirmed");
        organisations(3, "320583", "pending");
        var clock = new TestClock(Instant.parse("2026-11-21T02:00:00Z"));
        var figures = new PublicFigures(database.jdbc(), REGIONS, clock);

        var first = figures.organisations();
        assertThat(first.total()).isEqualTo(15);
        assertThat(first.asOf()).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(first.counties())
                .extracting(county -> county.region().name() + " " + county.organisations())
                .containsExactly("姑苏区 8", "昆山市 7", "太仓市 0");

        organisations(5, "320585", "confirmed");
        clock.move(Duration.ofMinutes(9));
        assertThat(figures.organisations()).isSameAs(first);
        clock.move(Duration.ofMinutes(2));
        assertThat(figures.organisations().total()).isEqualTo(20);
    }

    @Test
    void aSmallFigureIsLeftOutAndCannotBeHadBackFromTheTotal() {
        assertThat(shown(3, 8, 20, 0)).containsExactly(null, null, 20L, 0L);
        assertThat(shown(3, 4, 20, 0)).containsExactly(null, null, 20L, 0L);
        assertThat(shown(5, 8, 20, 0)).containsExactly(5L, 8L, 20L, 0L);
        assertThat(shown(3, 0, 0, 0)).containsExactly(null, 0L, 0L, 0L);
    }

    private static List<@Nullable Long> shown(long... counts) {
        var regions = List.of(GUSU, KUNSHAN, TAICANG, PARK);
        var counties = java.util.stream.IntStream.range(0, counts.length)
                .mapToObj(i -> new PublicFigures.County(regions.get(i), counts[i]))
                .toList();
        return PublicFigures.withoutSmall(counties).stream()
                .<@Nullable Long>map(PublicFigures.County::organisations)
                .toList();
    }
}

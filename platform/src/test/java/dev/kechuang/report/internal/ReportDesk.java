package dev.kechuang.report.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.report.internal.draft.DraftEnd;
import dev.kechuang.report.internal.draft.ReportMessages;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.draft.SectionService;
import dev.kechuang.report.internal.draft.SectionStore;
import dev.kechuang.report.internal.freeze.FreezeService;
import dev.kechuang.report.internal.freeze.SinceFrozen;
import dev.kechuang.report.internal.freeze.Verification;
import dev.kechuang.report.internal.freeze.VersionStore;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.RecordLists;
import dev.kechuang.report.internal.reading.ReportReader;
import dev.kechuang.report.internal.reading.Targets;
import dev.kechuang.report.internal.template.TemplateBook;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.testing.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The services of reports on a database of their own, over figures that the test sets. */
public final class ReportDesk {

    public static final String TEMPLATE = """
            id: annual
            name: 年度报告
            en: Annual report
            period: year
            title: "{{地区}}{{期}}工作报告"
            issuer: "{{地区}}科学技术局"
            sections:
              - id: overview
                heading: 一、总体情况
                text: |
                  全市新认定{{hnte.new}}，{{hnte.new|同比}}。
                  有效{{hnte.valid}}。
                  研发投入强度{{rd.intensity}}。
            """;

    public final Samples samples = new Samples();
    public final List<NewRecord> recorded = new ArrayList<>();
    public final List<String> audited = new ArrayList<>();
    public final List<String> told = new ArrayList<>();
    public final ReportStore store;
    public final VersionStore versions;
    public final ReportService service;
    public final FreezeService freezing;
    public final Verification verification;
    public final SectionService sections;
    public final SectionStore sectionStore;
    public final SinceFrozen since;

    /** What the plans want; tests put their own in. */
    public Targets targets = (indicator, region, year) -> Optional.empty();

    public final Viewer officer = viewer("王敏", Role.BUREAU_OFFICER, "320500", "320585");
    public final Viewer colleague = viewer("李强", Role.BUREAU_OFFICER, "320500", "320585");
    public final Viewer leader = viewer("张华", Role.BUREAU_LEADER, "320500", "320585");
    public final Viewer county = viewer("陈静", Role.COUNTY_OFFICER, "320585");

    public ReportDesk(TestDatabase database) {
        var transactions = new DataSourceTransactionManager(database.application());
        var templates = TemplateBook.of(
                List.of(new PackDocument("cn", "", "reports/annual.yaml", "0".repeat(64), TEMPLATE)),
                samples,
                Samples.REGIONS);
        var plans = new Targets() {
            @Override
            public Optional<Target> find(String indicator, String region, int year) {
                return targets.find(indicator, region, year);
            }

            @Override
            public List<Content.Aim> aims(Collection<Target> found, LocalDate on, @Nullable Snapshot snapshot) {
                return targets.aims(found, on, snapshot);
            }

            @Override
            public List<String> verify(Collection<Content.Aim> kept, @Nullable Snapshot snapshot) {
                return targets.verify(kept, snapshot);
            }
        };
        var reader = new ReportReader(
                samples,
                samples,
                Samples.REGIONS,
                plans,
                (indicator, figure, rows, viewer) -> new RecordLists.Found(List.of("单位"), List.of(), List.of(), ""));
        store = new ReportStore(database.jdbc());
        versions = new VersionStore(database.jdbc());
        var messages = new ReportMessages(
                (accounts, key, subject, text, link) -> told.add(subject),
                new NoAccounts(leader.requireAccount()),
                texts());
        var audit = new AuditLog() {
            @Override
            public synchronized void append(Viewer actor, AuditEvent event) {
                audited.add(event.action());
            }

            @Override
            public void appendSystem(String actor, AuditEvent event) {
                audited.add(event.action());
            }
        };
        service = new ReportService(
                store, templates, reader, Samples.REGIONS, messages, audit, transactions, Samples.CLOCK);
        verification = new Verification(versions, samples, samples, plans);
        since = new SinceFrozen(versions, samples, samples, plans);
        sectionStore = new SectionStore(database.jdbc());
        sections = new SectionService(store, sectionStore, service, audit, transactions, Samples.CLOCK);
        freezing = new FreezeService(
                store,
                new DraftEnd(store, Samples.CLOCK),
                versions,
                reader,
                samples,
                new Recorder(recorded),
                messages,
                audit,
                transactions,
                Samples.CLOCK);
    }

    private static Texts texts() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("i18n/report");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return new Texts(source);
    }

    public static Viewer viewer(String name, Role role, String... regions) {
        return new Viewer(
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                name,
                Set.of(role),
                null,
                null,
                "苏州市科学技术局",
                List.of(regions));
    }

    public static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }

    public static List<String> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("not refused: " + value);
                },
                errors -> errors.stream()
                        .map(error -> error.field() + ":" + error.key())
                        .toList());
    }

    private record Recorder(List<NewRecord> all) implements Records {
        @Override
        public UUID append(NewRecord record) {
            all.add(record);
            return UUID.randomUUID();
        }

        @Override
        public int appendAll(Collection<NewRecord> records) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UUID reverse(UUID record, LocalDate businessDate, String reason) {
            throw new UnsupportedOperationException();
        }
    }

    private record NoAccounts(UUID leader) implements Accounts {
        @Override
        public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Person> find(UUID account) {
            return Optional.empty();
        }

        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            return List.of();
        }

        @Override
        public List<Person> officers(Role role, String region) {
            return role == Role.BUREAU_LEADER
                    ? List.of(new Person(leader, "张华", "leader", "", "", List.of(role)))
                    : List.of();
        }

        @Override
        public void moveOrganisation(Viewer actor, UUID from, UUID to) {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.identity.internal.UnitStore.Unit;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tree of units (机构树): taken over from the city's pack, then kept by the system administrator. */
@Service
public class Units {

    private final UnitStore units;
    private final CodeLists codes;
    private final Regions regions;
    private final LiveSessions sessions;
    private final AdministratorLog log;
    private final AuditLog audit;
    private final Clock clock;

    public Units(
            UnitStore units,
            CodeLists codes,
            Regions regions,
            LiveSessions sessions,
            AdministratorLog log,
            AuditLog audit,
            Clock clock) {
        this.units = units;
        this.codes = codes;
        this.regions = regions;
        this.sessions = sessions;
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    /** Brings in the pack's units that are not there yet; those that are stay as the administrator left them. */
    @Transactional
    @EventListener(WebServerInitializedEvent.class)
    @Order(0)
    public void takeOverFromPacks() {
        var listed = codes.units();
        for (CodeLists.Unit unit : listed) if (unit.kind().equals("bureau")) take(unit, Kind.BUREAU);
        for (CodeLists.Unit unit : listed) {
            if (unit.kind().equals("division") && ofTheCity(unit, listed)) take(unit, Kind.DIVISION);
        }
        for (CodeLists.Unit unit : listed) {
            if (unit.kind().endsWith("-bureau")) take(unit, Kind.REGION_BUREAU);
        }
        // Sections of a county's bureau: their people are county officers.
        for (CodeLists.Unit unit : listed) {
            if (unit.kind().equals("division") && !ofTheCity(unit, listed)) take(unit, Kind.REGION_BUREAU);
        }
    }

    private static boolean ofTheCity(CodeLists.Unit division, List<CodeLists.Unit> listed) {
        return listed.stream()
                .anyMatch(unit -> unit.kind().equals("bureau") && unit.region().equals(division.region()));
    }

    private void take(CodeLists.Unit unit, Kind kind) {
        UUID parent = kind == Kind.BUREAU ? null : parentOf(unit.code(), unit.region());
        if (kind != Kind.BUREAU && parent == null) return;
        units.insert(
                        unit.code(),
                        unit.name(),
                        unit.en(),
                        kind,
                        unit.region(),
                        unit.alsoRegions(),
                        parent,
                        clock.instant())
                .ifPresent(id -> audit.appendSystem(
                        "pack",
                        AuditEvent.of("identity.unitCreated", "unit", id, unit.name())
                                .with(Map.of("code", unit.code()))));
    }

    /** The office of the region or of the nearest region above it. */
    private @org.jspecify.annotations.Nullable UUID parentOf(String code, String region) {
        var bureaus = units.all().stream()
                .filter(unit -> unit.kind() != Kind.DIVISION && !unit.code().equals(code))
                .toList();
        Optional<Region> at = regions.find(region);
        while (at.isPresent()) {
            String here = at.get().code();
            for (Unit bureau : bureaus) if (bureau.region().equals(here)) return bureau.id();
            String parent = at.get().parent();
            at = parent == null ? Optional.empty() : regions.find(parent);
        }
        return bureaus.isEmpty() ? null : bureaus.getFirst().id();
    }

    /** @param parent the unit it stands under; its region holds the new unit's */
    public record NewUnit(
            String code,
            String name,
            String en,
            Kind kind,
            String region,
            @org.jspecify.annotations.Nullable UUID parent) {}

    @Transactional
    public Outcome<UUID> create(Viewer viewer, NewUnit unit) {
        var errors = new ArrayList<FieldError>();
        if (!unit.code().strip().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}"))
            errors.add(FieldError.of("code", "identity.unit.codeWrong"));
        errors.addAll(names(unit.name(), unit.en()));
        if (unit.kind() == Kind.BUREAU) errors.add(FieldError.of("kind", "identity.unit.oneBureau"));
        Optional<Unit> parent = unit.parent() == null ? Optional.empty() : units.find(unit.parent());
        if (parent.isEmpty()) errors.add(FieldError.of("parent", "identity.unit.parentMissing"));
        Optional<Region> region = regions.find(unit.region());
        if (region.isEmpty()
                || (parent.isPresent()
                        && !regions.subtree(parent.get().region()).contains(unit.region()))) {
            errors.add(FieldError.of("region", "identity.unit.regionWrong"));
        } else if (unit.kind() == Kind.REGION_BUREAU
                && (region.get().kind() == Region.Kind.CITY || region.get().kind() == Region.Kind.PROVINCE)) {
            errors.add(FieldError.of("region", "identity.unit.regionNotCounty"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        Optional<UUID> id = units.insert(
                unit.code().strip(),
                unit.name().strip(),
                unit.en().strip(),
                unit.kind(),
                unit.region(),
                List.of(),
                unit.parent(),
                clock.instant());
        if (id.isEmpty()) return Outcome.refused(FieldError.of("code", "identity.unit.codeTaken"));
        log.write(
                viewer,
                "identity.unitCreated",
                null,
                unit.name().strip(),
                unit.code().strip());
        audit.append(
                viewer,
                AuditEvent.of(
                        "identity.unitCreated", "unit", id.get(), unit.name().strip()));
        return Outcome.done(id.get());
    }

    /** @param active a unit that was dissolved stays in the tree for what it did; nobody is put into it any more */
    @Transactional
    public Outcome<UUID> update(Viewer viewer, UUID id, String name, String en, boolean active) {
        var errors = new ArrayList<>(names(name, en));
        Optional<Unit> before = units.find(id);
        if (before.isEmpty()) return Outcome.refused(FieldError.of("", "identity.unit.gone"));
        if (!active && before.get().people() > 0)
            errors.add(FieldError.of(
                    "active", "identity.unit.hasPeople", before.get().people()));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        units.update(id, name.strip(), en.strip(), active);
        sessions.refreshAll();
        log.write(
                viewer, "identity.unitChanged", null, name.strip(), before.get().code());
        audit.append(
                viewer,
                AuditEvent.of("identity.unitChanged", "unit", id, name.strip())
                        .with(Map.of(
                                "name", before.get().name() + " → " + name.strip(),
                                "active", before.get().active() + " → " + active)));
        return Outcome.done(id);
    }

    private static List<FieldError> names(String name, String en) {
        var errors = new ArrayList<FieldError>();
        if (name.isBlank() || name.strip().length() > 60)
            errors.add(FieldError.of("name", "identity.unit.nameWrong", 60));
        if (en.strip().length() > 120) errors.add(FieldError.of("en", "identity.unit.enLong", 120));
        return errors;
    }
}

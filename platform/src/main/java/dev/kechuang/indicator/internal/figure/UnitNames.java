package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.internal.figure.UnitFigures.Unit;
import dev.kechuang.record.DimensionNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Units that answer for something by their names, wherever records are told. */
@Component
class UnitNames implements DimensionNames {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final UnitFigures units;
    private final Clock clock;

    private record Known(Instant read, Map<String, Unit> byCode) {}

    private volatile Known known = new Known(Instant.EPOCH, Map.of());

    UnitNames(UnitFigures units, Clock clock) {
        this.units = units;
        this.clock = clock;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        if (!dimension.equals(Selection.UNIT)) return Optional.empty();
        return Optional.ofNullable(units().get(value)).map(unit -> unit.name(locale));
    }

    /** A page asks for hundreds: the units are looked up once in a while. */
    private Map<String, Unit> units() {
        Known now = known;
        Instant instant = clock.instant();
        if (!instant.isBefore(now.read()) && instant.isBefore(now.read().plus(FRESH))) return now.byCode();
        var read = units.all().stream().collect(Collectors.toUnmodifiableMap(Unit::code, Function.identity()));
        known = new Known(instant, read);
        return read;
    }
}

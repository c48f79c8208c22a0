package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.internal.figure.Fakes;
import dev.kechuang.indicator.internal.figure.FigureFixture;

/** The commands of observations over a fixture, for tests of what follows from them. */
public final class ObservationDesk {

    private ObservationDesk() {}

    public static Observations of(FigureFixture city, AfterConfirmation after) {
        return new Observations(
                new ObservationStore(city.jdbc),
                new ObservationRules(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), FigureFixture.CLOCK),
                FigureFixture.DICTIONARY,
                FigureFixture.PACKS.regions(),
                new Fakes.NoAudit(),
                city.transactions,
                FigureFixture.CLOCK,
                after);
    }
}

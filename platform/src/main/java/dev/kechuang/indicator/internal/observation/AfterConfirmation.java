package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.internal.observation.Observation.Cell;
import java.util.Collection;

/** Told when values were confirmed, after they are kept. */
public interface AfterConfirmation {

    void confirmed(Collection<Cell> cells);
}

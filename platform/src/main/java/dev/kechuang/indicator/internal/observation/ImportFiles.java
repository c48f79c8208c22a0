package dev.kechuang.indicator.internal.observation;

import dev.kechuang.file.FileAccess;
import dev.kechuang.shared.access.Viewer;
import org.springframework.stereotype.Component;

/** The workbook a value came from is its proof: officers of the bureau read it. */
@Component
class ImportFiles implements FileAccess {

    @Override
    public String owner() {
        return ObservationImport.OWNER;
    }

    @Override
    public boolean mayRead(Viewer viewer, String reference) {
        return ObservationRules.bureau(viewer);
    }
}

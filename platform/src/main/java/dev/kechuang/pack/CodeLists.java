package dev.kechuang.pack;

import java.util.List;
import java.util.Optional;

/** The code lists of the loaded packs. */
public interface CodeLists {

    /** Sections and divisions of GB/T 4754-2017 in the standard's order. */
    List<Industry> industries();

    Optional<Industry> industry(String code);

    /** Technical fields (技术领域): code, names in both languages. */
    List<Entry> technicalFields();

    Optional<Entry> technicalField(String code);

    record Entry(String code, String name, String en) {}
}

package dev.kechuang.pack;

import java.util.List;
import java.util.Optional;

/** The kinds of titles (称号、资质) of the loaded packs: the city's own, those it inherits, and those of its counties. */
public interface TitleKinds {

    /** In the packs' order. */
    List<TitleKind> all();

    Optional<TitleKind> byCode(String code);
}

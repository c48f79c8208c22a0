package dev.kechuang.pack;

import java.util.List;
import java.util.Optional;

/** The dictionary of facts of the loaded packs, in the packs' order. */
public interface FactDictionary {

    List<FactDefinition> all();

    Optional<FactDefinition> byCode(String code);
}

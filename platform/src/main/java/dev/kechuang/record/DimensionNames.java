package dev.kechuang.record;

import java.util.Locale;
import java.util.Optional;

/** Names of the values of dimensions (维度值的名称), told by each module for the codes that are its own. */
public interface DimensionNames {

    /** Empty for a dimension or value it does not know. */
    Optional<String> name(String dimension, String value, Locale locale);
}

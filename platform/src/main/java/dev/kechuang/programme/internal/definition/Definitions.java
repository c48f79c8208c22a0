package dev.kechuang.programme.internal.definition;

import java.util.UUID;

/** Definitions by version: read once, kept, shared between threads. */
public interface Definitions {

    /** An {@link IllegalArgumentException} for an id no version has. */
    Definition of(UUID version);
}

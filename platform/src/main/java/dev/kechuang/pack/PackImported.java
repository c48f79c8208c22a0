package dev.kechuang.pack;

import java.util.List;
import java.util.UUID;

/**
 * A new version of a pack was stored. Published inside the transaction that stores it, so that whoever listens writes
 * along with it or not at all.
 *
 * @param number of the version, from 1
 * @param digest SHA-256 of the canonical content, 64 hexadecimal digits
 */
public record PackImported(
        UUID version,
        String pack,
        String name,
        int number,
        String digest,
        List<String> added,
        List<String> changed,
        List<String> removed) {}

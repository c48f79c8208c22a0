package dev.kechuang.pack.internal;

import dev.kechuang.pack.yaml.At;

/**
 * One definition with where it stands.
 *
 * @param key what makes it the same definition in another pack
 * @param local a lower pack may replace it whole
 * @param pack id of the pack it stands in
 */
public record Item<T>(T value, String key, boolean local, String pack, At at) {}

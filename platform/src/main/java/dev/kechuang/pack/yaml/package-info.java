/**
 * Reads the YAML texts of packs: each key is asked for by its type, and what is wrong is told in Chinese and English with
 * file, line and column. For modules that read texts of their own from the packs.
 */
@NullMarked
@NamedInterface("yaml")
package dev.kechuang.pack.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

package dev.kechuang.pack;

/**
 * An industry (国民经济行业分类, GB/T 4754-2017).
 *
 * @param code a letter for a section (门类), letter and two digits for a division (大类), e.g. {@code C39}
 * @param section the letter
 */
public record Industry(String code, String section, String name, String en) {}

package dev.kechuang.portal.web;

import dev.kechuang.shared.web.ui.RegionMap;

/**
 * What the public page shows.
 *
 * @param total confirmed organisations; the figures are left out while there are none
 */
public record PublicHome(long total, RegionMap map) {}

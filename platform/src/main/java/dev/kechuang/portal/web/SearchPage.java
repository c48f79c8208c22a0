package dev.kechuang.portal.web;

import dev.kechuang.shared.web.ui.SearchHits;
import java.util.List;

/** @param words as searched for, empty before the first search */
public record SearchPage(String words, List<SearchHits> found) {}

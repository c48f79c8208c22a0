/**
 * What a desk of an officer needs below its pages: what was typed read field by field, conditions of lists put together
 * with their parameters, codes of enums.
 */
@NullMarked
package dev.kechuang.shared.desk;

import org.jspecify.annotations.NullMarked;

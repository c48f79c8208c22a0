/** Pages and the JSON interface of indicators. */
@NullMarked
package dev.kechuang.indicator.web;

import org.jspecify.annotations.NullMarked;

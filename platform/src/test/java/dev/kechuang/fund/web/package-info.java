/** Pages and JSON of the money. */
@NullMarked
package dev.kechuang.fund.web;

import org.jspecify.annotations.NullMarked;

/** The inbox as page and JSON. */
@NullMarked
package dev.kechuang.message.web;

import org.jspecify.annotations.NullMarked;

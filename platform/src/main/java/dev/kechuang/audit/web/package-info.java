/** Pages and JSON of the audit administrator. */
@NullMarked
package dev.kechuang.audit.web;

import org.jspecify.annotations.NullMarked;

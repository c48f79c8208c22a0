package dev.kechuang.registry;

import java.util.List;

/**
 * Everything by which an organisation is known (身份信息), present and former: for whoever has to keep it out of sight.
 *
 * @param names Chinese and English, present
 * @param people legal representative, contacts and heads, present and former
 * @param phones of the organisation and of its people
 * @param emails likewise
 */
public record OrganisationIdentity(
        String creditCode,
        List<String> names,
        List<String> formerNames,
        List<String> people,
        List<String> phones,
        List<String> emails) {}

package attune.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a licence. Any identifier is taken, since not every licence of weights is on SPDX's list, but not none. */
final class LicenceConverter implements ITypeConverter<String> {

    @Override
    public String convert(String licence) {
        if (licence.isBlank()) {
            throw new TypeConversionException(
                    "it is blank; give an SPDX identifier, such as CC-BY-4.0, or NOASSERTION where nothing is known");
        }
        return licence.strip();
    }
}

// nifti2_io.h asks for <znzlib.h>, which Debian keeps in a folder of its own.
#include <nifti/znzlib.h>

"""The component gallery, mounted in debug: every component with its examples."""

from django.shortcuts import render

from bluecampaign.web.posture import uncached


@uncached
def styleguide(request):
    return render(request, "styleguide.html")
